import { defineConfig } from 'tsup'

export default defineConfig({
  // The second process runs a file of its own, which lies beside the module that starts it.
  entry: ['src/index.ts', 'src/second-process.ts'],
  format: 'esm',
  dts: { entry: 'src/index.ts' },
  clean: true,
  silent: true,
  splitting: false,
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
})
