import { describe, expect, test } from 'vitest'
import { withoutRepresentation } from './without-representation.ts'

const ofAnswer = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
  allow: 'GET',
  'content-security-policy': "default-src 'self'",
  'strict-transport-security': 'max-age=60',
  vary: 'Origin',
  'www-authenticate': 'Basic',
  'x-own': '1',
}

describe('withoutRepresentation', () => {
  test('keeps what speaks of the answer', () => {
    expect(Object.fromEntries(withoutRepresentation(new Headers(ofAnswer)))).toEqual(ofAnswer)
  })

  test.each([
    ...[
      'ETag',
      'Last-Modified',
      'Content-Type',
      'Content-Length',
      'Content-Encoding',
      'Content-Language',
      'Content-Range',
    ],
    ...['Content-Location', 'Content-Disposition', 'Content-Digest', 'Repr-Digest', 'Accept-Ranges', 'Date', 'Trailer'],
    ...['Cache-Control', 'Expires', 'Age', 'Pragma'],
    ...['CDN-Cache-Control', 'Cloudflare-CDN-Cache-Control', 'Surrogate-Control'],
  ])('drops %s, which speaks of the representation or of its freshness', (name) => {
    const headers = withoutRepresentation(new Headers({ ...ofAnswer, [name]: '1' }))
    expect(Object.fromEntries(headers)).toEqual(ofAnswer)
  })

  test('copies: the fields it is given may be immutable', () => {
    const headers = new Headers({ etag: '"7"' })
    expect(withoutRepresentation(headers)).not.toBe(headers)
    expect(headers.get('etag')).toBe('"7"')
  })

  test('keeps each cookie by itself', () => {
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    expect(withoutRepresentation(headers).getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
