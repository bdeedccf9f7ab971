// Finds the peers' packages where packaging/bench installed them.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export function fromPeers(name) {
  const require = createRequire(pathToFileURL(process.env.STUDIO_BENCH_PEERS + '/package.json'));
  return import(pathToFileURL(require.resolve(name)).href);
}
