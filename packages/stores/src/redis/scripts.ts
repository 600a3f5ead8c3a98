/** A script as Redis keeps it: by the hash of its text. */
export interface Script {
  readonly text: string
  readonly sha: Promise<string>
}

// Lazily: who never uses Redis hashes nothing.
function script(text: string): Script {
  let sha: Promise<string> | null = null
  return {
    text,
    get sha() {
      return (sha ??= sha1(text))
    },
  }
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

// One more than the last version, and never less than the microseconds since the epoch: where Redis lost its last writes,
// or this key, the versions that were given out for them do not come back.
const following = `
local function following(sequence)
  local last = tonumber(redis.call('GET', sequence) or 0)
  local time = redis.call('TIME')
  local version = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
  redis.call('SET', sequence, version)
  return version
end
`

// A date in milliseconds, or the next second of Redis's own clock where that is later by now.
const later = `
local function later(date)
  return string.format('%.0f', math.max(date, (redis.call('TIME')[1] + 1) * 1000))
end
`

// Nothing there is false. A hash that nobody gave a version yet has version 0.
const versionOf = `
local function version_of(hash, field)
  if redis.call('EXISTS', hash) == 0 then return false end
  return redis.call('HGET', hash, field) or '0'
end
`

/** KEYS: the hash. */
export const readHash: Script = script(`return redis.call('HGETALL', KEYS[1])`)

/**
 * KEYS: the hash; the sequence, if there is one. ARGV: the version's field; the current version, empty to create; the date's
 * field, empty where there is none; the date; how many fields are set; each field and its value; the fields that are taken
 * away. What can fail comes before the first write.
 */
export const swapHash: Script = script(`${following}${later}${versionOf}
if (version_of(KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return false end
local version
if KEYS[2] then
  version = following(KEYS[2])
  redis.call('HSET', KEYS[1], ARGV[1], version)
else
  redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], ARGV[3], later(ARGV[4])) end
local last = 5 + 2 * ARGV[5]
for i = 6, last, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = last + 1, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
return redis.call('HGETALL', KEYS[1])
`)

// The date of the state that was removed last is kept, so that one made again in its place has a later one, also where the
// clock was set back.
const keepRemoval = `
local function keep_removal(key, date)
  local kept = tonumber(redis.call('GET', key) or 0)
  if tonumber(date) > kept then redis.call('SET', key, date) end
end
`

/** KEYS: what keeps the date of the state that was removed last. */
export const readRemoval: Script = script(`return redis.call('GET', KEYS[1])`)

/** KEYS: the hash; what keeps its date, if anything. ARGV: the version's field; the current version; the date. */
export const removeHash: Script = script(`${versionOf}${keepRemoval}
if version_of(KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if KEYS[2] then keep_removal(KEYS[2], ARGV[3]) end
redis.call('DEL', KEYS[1])
return 1
`)

/**
 * KEYS: the head, the body, the sequence, the list. ARGV: the current version, empty to create; the document's name; its
 * size; its date; its write ids, empty to keep them; its body; its type, if it has one.
 */
export const swapDocument: Script = script(`${following}${later}${versionOf}
if (version_of(KEYS[1], 'version') or '') ~= ARGV[1] then return false end
local version = following(KEYS[3])
redis.call('HSET', KEYS[1], 'version', version, 'size', ARGV[3], 'last_modified', later(ARGV[4]))
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'write_ids', ARGV[5]) end
if ARGV[7] then redis.call('HSET', KEYS[1], 'type', ARGV[7]) else redis.call('HDEL', KEYS[1], 'type') end
redis.call('SET', KEYS[2], ARGV[6])
redis.call('ZADD', KEYS[4], version, ARGV[2])
return redis.call('HGETALL', KEYS[1])
`)

/** KEYS: the head, the body, the list, what keeps its date. ARGV: the current version; the document's name; its date. */
export const removeDocument: Script = script(`${versionOf}${keepRemoval}
if version_of(KEYS[1], 'version') ~= ARGV[1] then return 0 end
keep_removal(KEYS[4], ARGV[3])
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[2])
return 1
`)

/** KEYS: the head, the body. ARGV: the version; the first and the last byte. */
export const readBody: Script = script(`
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return false end
return redis.call('GETRANGE', KEYS[2], ARGV[2], ARGV[3])
`)

/** As {@link readBody}, each byte a character up to U+00FF, for a client that reads text alone. */
export const readBodyAsText: Script = script(`
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return false end
local characters = {}
for byte = 128, 255 do characters[string.char(byte)] = string.char(192 + math.floor(byte / 64), 128 + byte % 64) end
return (string.gsub(redis.call('GETRANGE', KEYS[2], ARGV[2], ARGV[3]), '[\\128-\\255]', characters))
`)

/** KEYS: the head. ARGV: the version. */
export const isVersion: Script = script(`return redis.call('HGET', KEYS[1], 'version') == ARGV[1] and 1 or 0`)

/** KEYS: the list. ARGV: how many. The names of the documents, the newest first. */
export const newest: Script = script(`return redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1)`)

/** KEYS: the heads. What each of them holds; nothing for one that is gone. */
export const readHashes: Script = script(`
local hashes = {}
for i, key in ipairs(KEYS) do hashes[i] = redis.call('HGETALL', key) end
return hashes
`)
