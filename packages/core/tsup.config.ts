import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/json-patch.ts'],
  format: 'esm',
  dts: true,
  clean: true,
  silent: true,
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
})
