/** Whether a URL is a service of the Bot Framework: replies hold tokens, so they go nowhere else. `hosts` are allowed besides, also over http. */
export function isServiceUrl(value: unknown, hosts: readonly string[]): value is string {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url || url.username !== '' || url.password !== '') return false;
  if (hosts.includes(url.host)) return url.protocol === 'https:' || url.protocol === 'http:';
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    (url.hostname.endsWith('.botframework.com') || url.hostname === 'smba.trafficmanager.net')
  );
}
