/** Who may import whom: the architecture as a rule that fails the build. See docs/architecture.md. */
const capability = '(access|notices|audit|webhooks|knowledge|matching|search|channels|receipts|consistency|demand|transfer)';

module.exports = {
  forbidden: [
    // GraphQL types refer to each other by their nature, through thunks.
    { name: 'no-cycles', severity: 'error', from: { pathNot: '^schema/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'platform-is-a-leaf', severity: 'error', from: { path: '^src/platform' }, to: { path: '^(src/(?!platform)|schema|bots|seed)' } },
    {
      name: 'bots-ask-over-graphql',
      comment: 'A channel reaches knowledge by the operations of the schema only, so it cannot have an answer of its own.',
      severity: 'error',
      from: { path: '^bots' },
      to: { path: '^(src/(?!platform)|schema/(?!operations))' },
    },
    {
      name: 'pages-ask-over-graphql',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: `^(src/${capability}|schema/(?!operations)|bots)` },
    },
    {
      name: 'capabilities-meet-at-the-front-door',
      severity: 'error',
      from: { path: `^src/${capability}/` },
      to: { path: `^src/${capability}/`, pathNot: ['^src/$1/', `^src/${capability}/index\\.ts$`] },
    },
    { name: 'capabilities-know-no-schema', severity: 'error', from: { path: `^src/${capability}/` }, to: { path: '^schema/(?!operations)' } },
    {
      name: 'schema-knows-front-doors-only',
      severity: 'error',
      from: { path: '^schema' },
      to: { path: `^src/${capability}/`, pathNot: `^src/${capability}/index\\.ts$` },
    },
    { name: 'schema-knows-no-sql', severity: 'error', from: { path: '^schema' }, to: { path: 'node_modules/(kysely|pg)/' } },
    {
      name: 'sql-in-stores-only',
      severity: 'error',
      from: { path: '^src', pathNot: ['\\.store\\.ts$', '^src/platform', '^src/search/postgres/', '^src/app/ensure-demo\\.ts$'] },
      to: { path: 'node_modules/(kysely|pg)/' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^(src|schema|bots)', pathNot: ['\\.d\\.ts$', '\\.js$', '^src/main\\.ts$'] }, to: {} },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|test/clients|test/bench/pages)' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
