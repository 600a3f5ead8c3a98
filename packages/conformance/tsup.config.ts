import { defineConfig } from 'tsup'

export default defineConfig({
  // The command, and the second process, are files that are run: the second lies beside the module that starts it.
  entry: ['src/index.ts', 'src/command.ts', 'src/second-process.ts'],
  format: 'esm',
  dts: { entry: 'src/index.ts' },
  clean: true,
  silent: true,
  splitting: false,
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
})
