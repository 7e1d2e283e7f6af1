// AES-256-GCM: nobody without the key can read what is sealed, or change it unnoticed.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** 32 bytes. */
export type Key = Buffer

/** Reads a key of 32 bytes in hex or base64. Returns `undefined` for anything else. */
export function readKey(text: string): Key | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}

/** Returns base64. `about` is bound to the text: sealed under one name, it cannot be opened under another. */
export function seal(key: Key, about: string, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** @throws when the key or `about` is another one, or the sealed text was changed. */
export function open(key: Key, about: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(about))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
