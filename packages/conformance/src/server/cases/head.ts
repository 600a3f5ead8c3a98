import type { Case } from '../case.ts'
import { field } from '../message.ts'
import { type Read, reads } from '../reads.ts'
import { lengthOf200, nothingAfter, without } from './rules.ts'

const rows: readonly Read[] = [
  ...['ETag', 'Last-Modified', 'Content-Type', 'Cache-Control', 'Vary'].map((name): Read => ({
    name: `HEAD has the ${name} of GET`,
    section: '9.3.2',
    level: 'SHOULD',
    method: 'HEAD',
    fields: [],
    rules: [
      ({ answer, state }) => {
        const [found, due] = [field(answer, name), field(state.answer, name)]
        return found === due ? null : `HEAD has ${name}: ${found ?? '(none)'} where GET has ${due ?? '(none)'}`
      },
    ],
  })),
  {
    name: 'HEAD has no content',
    section: '9.3.2',
    level: 'MUST',
    method: 'HEAD',
    needs: ['socket'],
    fields: [],
    close: true,
    rules: [nothingAfter],
  },
  {
    name: 'HEAD has no Content-Length but that of GET',
    section: '8.6',
    level: 'MUST',
    method: 'HEAD',
    needs: ['stable'],
    fields: [],
    rules: [lengthOf200],
  },
  ...(
    [
      ['a range', [['Range', 'bytes=0-4']]],
      ['a range that cannot be satisfied', [['Range', 'bytes={size}-']]],
      [
        'a range with If-Range',
        [
          ['Range', 'bytes=0-4'],
          ['If-Range', '{tag}'],
        ],
      ],
    ] as const
  ).map(([name, fields]): Read => ({
    name: `HEAD ignores Range: ${name}`,
    section: '14.2',
    level: 'MUST',
    method: 'HEAD',
    needs: ['stable'],
    fields,
    due: ['done'],
    why: '14.2: a server MUST ignore Range with a method for which range handling is not defined: GET alone has it',
    rules: [lengthOf200, without('Content-Range')],
  })),
  {
    name: 'HEAD ignores Range: If-None-Match false',
    section: '14.2',
    level: 'MUST',
    method: 'HEAD',
    fields: [
      ['If-None-Match', '{known}'],
      ['Range', 'bytes=0-4'],
    ],
  },
]

/** HEAD beside GET. */
export function head(): Case[] {
  return reads(rows)
}
