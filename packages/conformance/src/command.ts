#!/usr/bin/env node
import { argv, env, exit, stderr, stdout } from 'node:process'
import { main } from './command/main.ts'

const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort())

const code = await main(argv.slice(2), {
  out: (text) => void stdout.write(text),
  error: (text) => void stderr.write(text),
  progress: stderr.isTTY && !env.CI,
  signal: stopping.signal,
})
// What was printed may still be on its way where it goes into a pipe.
stdout.write('', () => exit(code))
