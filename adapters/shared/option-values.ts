// Values of options in a form. No platform takes an empty one, so it travels as a dash.

export function encodeOption(value: string): string {
  return value === '' || value.startsWith('-') ? `-${value}` : value
}

export function decodeOption(value: string): string {
  return value.startsWith('-') ? value.slice(1) : value
}
