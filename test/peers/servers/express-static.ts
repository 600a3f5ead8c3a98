import express from 'express'
import type { RequestListener } from 'node:http'
import type { Document } from './document.ts'

export const listener = ({ folder }: Document): RequestListener => express().use(express.static(folder))
