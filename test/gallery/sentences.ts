// Every text in the source that people can read, found by parsing it, so that they can be read as a whole.
import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'

/** The texts of one file, in the order in which they stand there. What is put in when they are shown reads `…`. */
export interface FileTexts {
  readonly file: string
  readonly texts: readonly string[]
}

const sources = [
  'src/conversation/**/*.ts',
  'src/story/**/*.ts',
  'src/pictures/**/*.ts',
  'src/app/**/*.ts',
  'src/http/*.ts',
  'adapters/*/messages.ts',
  'adapters/slack/install/oauth-pages.ts',
  'adapters/slack/{listeners,receive,send,render}/**/*.ts',
  'adapters/teams/{receive,send,render}/**/*.ts',
  'adapters/playground/{chat,http,tour,views}/**/*.ts',
]

/** Returns the texts of all files that hold any. */
export function sentences(): readonly FileTexts[] {
  return globSync(sources)
    .sort()
    .map((file) => ({ file, texts: textsOf(file) }))
    .filter(({ texts }) => texts.length > 0)
}

function textsOf(file: string): readonly string[] {
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  const texts: string[] = []
  visit(program, texts)
  return texts.filter(isForPeople)
}

/** Two words or more, or one that ends like a sentence; the rest are names of the code. */
function isForPeople(text: string): boolean {
  return /\p{L}/u.test(text) && /\s\S|[.?…]$/u.test(text.trim()) && !/^[.@a-z]+[/:]/u.test(text)
}

type Node = Readonly<Record<string, unknown>>

function visit(node: unknown, texts: string[]): void {
  if (Array.isArray(node)) for (const child of node) visit(child, texts)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { type, value, quasis } = node as Node
  if (type === 'ImportDeclaration') return
  if (type === 'Literal' && typeof value === 'string') texts.push(value)
  if (type === 'TemplateLiteral') texts.push(joined(quasis as readonly Quasi[]))
  for (const child of Object.values(node)) visit(child, texts)
}

interface Quasi {
  readonly value: { readonly cooked: string }
}

function joined(quasis: readonly Quasi[]): string {
  return quasis.map(({ value }) => value.cooked).join('…')
}
