// Ends a build: writes each text file a second and third time, packed, and holds the budget of the first load.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What the search view may weigh, packed with brotli. */
const BUDGET_KIB = 350;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifestFolder = join(dist, '.vite');
const manifest = JSON.parse(readFileSync(join(manifestFolder, 'manifest.json'), 'utf8'));
// The server lists what it carries by itself.
rmSync(manifestFolder, { recursive: true });

const sizes = new Map();
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) {
    continue;
  }
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  sizes.set(path.slice(dist.length), brotli.length);
}

/** The files that a chunk needs before it runs. */
function needed(name, found = new Set()) {
  const chunk = manifest[name];
  for (const file of [chunk.file, ...(chunk.css ?? [])]) {
    found.add(file);
  }
  for (const other of chunk.imports ?? []) {
    if (!found.has(manifest[other].file)) {
      needed(other, found);
    }
  }
  return found;
}

const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(7);
const first = ['index.html', ...needed('index.html')];
const total = first.reduce((sum, file) => sum + sizes.get(file), 0);
for (const [file, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 15)) {
  console.log(`${kib(size)} KiB  ${first.includes(file) ? 'first' : 'later'}  ${file}`);
}
console.log(`${kib(total)} KiB  first load of the search view, brotli; the budget is ${BUDGET_KIB} KiB`);
if (total > BUDGET_KIB * 1024) {
  console.error('the first load is over its budget');
  process.exit(1);
}
const outside = [...sizes.keys()].filter(
  (file) => file.endsWith('.html') && /(src|href)="https?:/.test(readFileSync(join(dist, file), 'utf8')),
);
if (outside.length > 0) {
  console.error(`files that name an outside address: ${outside.join(', ')}`);
  process.exit(1);
}
