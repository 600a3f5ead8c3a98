import express from 'express'
import type { RequestListener } from 'node:http'
import type { Document } from './document.ts'

export const listener = ({ path, text }: Document): RequestListener =>
  express().get(path, (_, response) => void response.type('text/plain').send(text))
