// How pictures look: sizes for a phone, and colours that colour-blind readers can tell apart.

/** Of 640 points, of which a phone shows about 360: what is written in 20 is read in 11. */
export const width = 640
/** Pixels for each point. */
export const scale = 2
export const fontSize = 20
export const family = 'DejaVu Sans'

/** Okabe and Ito, Color Universal Design, 2008. Nothing is told by a colour alone. */
export const colours = {
  ink: '#1a1a1a',
  faint: '#595959',
  line: '#bdbdbd',
  shade: '#efefef',
  paper: '#ffffff',
  blue: '#0072b2',
  sky: '#56b4e9',
  green: '#009e73',
  orange: '#e69f00',
  vermillion: '#d55e00',
  purple: '#cc79a7',
} as const

export const words = { fontFamily: family, fontSize, color: colours.ink } as const

/** People's words in one line: what turns the direction of writing or breaks the line is taken out. */
export function lineOf(text: string, most: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  const letters = [...plain]
  return letters.length <= most ? plain : `${letters.slice(0, most - 1).join('')}…`
}
