import type { Case } from '../case.ts'
import { type Read, reads } from '../reads.ts'
import { asOn200, lengthOf200, nothingAfter, oneDate, where200Has, without } from './rules.ts'

const section = '15.4.5'

/** GET that the current tag is sent with. */
const current: Pick<Read, 'fields' | 'looksAt'> = { fields: [['If-None-Match', '{tag}']], looksAt: 304 }

/** The same, with a star where there is no tag. */
const known: Pick<Read, 'fields' | 'looksAt'> = { fields: [['If-None-Match', '{known}']], looksAt: 304 }

const notModified: readonly Read[] = [
  ...['ETag', 'Cache-Control', 'Content-Location', 'Expires', 'Vary', 'Date'].map((name): Read => ({
    name: `A 304 has the ${name} of the 200`,
    section,
    level: 'MUST',
    ...current,
    rules: [asOn200(name)],
  })),
  {
    name: 'A 304 to a list has the ETag that is current',
    section,
    level: 'MUST',
    fields: [['If-None-Match', '"a", {tag}, "b"']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to a star has the ETag that is current',
    section,
    level: 'MUST',
    needs: ['etag'],
    fields: [['If-None-Match', '*']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to If-Modified-Since has the ETag of the 200',
    section,
    level: 'MUST',
    needs: ['etag', 'dates'],
    fields: [['If-Modified-Since', '{date}']],
    looksAt: 304,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 to HEAD has the ETag of the 200',
    section,
    level: 'MUST',
    method: 'HEAD',
    ...current,
    rules: [asOn200('ETag')],
  },
  {
    name: 'A 304 has Last-Modified where there is no ETag',
    section,
    level: 'SHOULD',
    needs: ['no-etag', 'dates'],
    fields: [['If-Modified-Since', '{date}']],
    looksAt: 304,
    rules: [asOn200('Last-Modified')],
  },
  {
    name: 'A 304 with an ETag has no Last-Modified',
    section,
    level: 'SHOULD',
    ...current,
    rules: [where200Has('Last-Modified'), without('Last-Modified')],
  },
  ...['Content-Type', 'Content-Language', 'Content-Encoding'].map((name): Read => ({
    name: `A 304 has no ${name}`,
    section,
    level: 'SHOULD',
    ...current,
    rules: [where200Has(name), without(name)],
  })),
  {
    name: 'A 304 has no Content-Range',
    section: '14.4',
    level: 'MUST',
    fields: [
      ['If-None-Match', '{tag}'],
      ['Range', 'bytes=0-4'],
    ],
    looksAt: 304,
    rules: [without('Content-Range')],
  },
  {
    name: 'A 304 has no Content-Digest of the content that it leaves out',
    section: 'RFC 9530, Section 2',
    level: 'MUST',
    ...current,
    rules: [where200Has('Content-Digest'), without('Content-Digest')],
  },
  {
    name: 'A 304 has no content',
    section,
    level: 'MUST',
    needs: ['socket'],
    ...known,
    close: true,
    rules: [nothingAfter],
  },
  {
    name: 'A 304 has no Content-Length but that of the 200',
    section: '8.6',
    level: 'MUST',
    needs: ['stable'],
    ...known,
    rules: [lengthOf200],
  },
  {
    name: 'A 304 has one Date, of now',
    section: '6.6.1',
    level: 'MUST',
    ...known,
    rules: [oneDate],
  },
]

/** What belongs on a 304, and what does not. */
export function onNotModified(): Case[] {
  return reads(notModified)
}
