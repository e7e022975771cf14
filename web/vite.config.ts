import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.VITE_SERVER ?? 'http://127.0.0.1:8080';

/**
 * Puts our sheets in the place of antd's style elements, which the policy of the page forbids.
 * The build fails when antd has moved the module, so nothing is lost unseen.
 */
function sheetsInsteadOfStyleElements(): Plugin {
  const sheets = JSON.stringify(fileURLToPath(new URL('./src/styles/sheets.ts', import.meta.url)));
  let replaced = 0;
  return {
    name: 'sheets-instead-of-style-elements',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!/@rc-component\/util\/(es|lib)\/Dom\/dynamicCSS\.js$/.test(id)) {
        return null;
      }
      replaced += 1;
      return `export * from ${sheets};`;
    },
    buildEnd(error) {
      if (!error && replaced === 0) {
        this.error('the module of antd that writes style elements was not found');
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), sheetsInsteadOfStyleElements()],
  build: {
    target: 'es2022',
    // A data: address would have to be allowed by the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: { '/graphql': server, '/plans': server, '/export': server, '/schema.graphql': server },
  },
  test: { include: ['src/**/*.test.ts'], pool: 'threads', isolate: false },
});
