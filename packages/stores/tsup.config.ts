import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    sqlite: 'src/sqlite/index.ts',
    postgres: 'src/postgres/index.ts',
    redis: 'src/redis/index.ts',
  },
  format: 'esm',
  dts: true,
  clean: true,
  silent: true,
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
})
