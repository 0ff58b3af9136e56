import type { Finding } from './check-report.js';

/** In few words how many were told while a finding was open, and how often it came back; nothing where there is nothing to say. */
export function exposureWords({ exposure, timesReturned }: Finding): readonly string[] {
  const { told = 0, measuredBy } = exposure ?? {};
  const returned = timesReturned === 0 ? [] : [`came back ${times(timesReturned)}`];
  if (told === 0) return returned;
  return [
    measuredBy === 'DELIVERIES' ? `told to ${told} ${told === 1 ? 'customer' : 'customers'}` : `asked ${times(told)}`,
    ...returned,
  ];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
