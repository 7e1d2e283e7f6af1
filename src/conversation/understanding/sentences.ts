// Plain sentences and the commands that they mean: “what's on the table?” is `table`, “can we meet Friday at 2” is
// `meet Friday at 2`.
import { withoutAccents } from '../kit/form-fields.ts'

/** A longer text is no plain question. */
const longestQuestion = 120

/** How much of a text is searched for an opening. */
const longestOpening = 80

/** Whole sentences, without capitals, accents and punctuation, and the command that each means. */
const questions: readonly (readonly [sentence: RegExp, command: string])[] = [
  [/^(?:whats|what is) (?:there )?on (?:the|our) table(?: now)?$/, 'table'],
  [/^what (?:have|do) we (?:got|have)(?: so far| now)?$/, 'table'],
  [/^how much (?:money|time) (?:do|have) we (?:have|got)(?: left)?$/, 'table'],
  [/^who(?:s| is| are) (?:our|the|my) (?:guardian )?angels?$/, 'roles'],
  [
    /^who(?:s|(?: else| all)? (?:is|are))(?: else| all)? (?:in|on|part of|involved in) (?:this|here|it|(?:this|the|our) (?:network|group|team))$/,
    'members',
  ],
  [/^who(?:s| is| are) (?:in|here|involved|who)$/, 'members'],
  [/^when(?:s| is| are)? (?:(?:the|our) )?next (?:meeting|hui|catch ?up|one)$/, 'meetings'],
  [/^when (?:do|are|will) we (?:meet|meeting)(?: next| again)?$/, 'meetings'],
  [/^who (?:came|was there|turned up)(?: (?:to )?(?:the )?last (?:time|meeting|hui))?$/, 'meetings'],
  [/^how many meetings(?: (?:do we have|are|have we got)(?: there)?)?(?: left)?$/, 'status'],
  [/^(?:whats|what is) (?:the|our) count(?: now)?$/, 'status'],
  [/^why (?:are|have|did) we (?:stopped|stop|stuck)$/, 'status'],
  [/^(?:where are we(?: at)?|how are we (?:doing|going)|are we (?:stuck|stopped|ok|okay))$/, 'status'],
  [/^(?:whats|what is) (?:blocking|stopping|holding up|in the way of) us$/, 'blocker'],
  [/^what (?:do|should|can) (?:i|we) do (?:now|next)$/, 'home'],
  [/^(?:whats|what is|what) (?:next|waiting for me|waits for me)$/, 'home'],
  [/^what (?:have|did) we (?:learned|learnt|learn)(?: so far)?$/, 'lessons'],
  [/^what(?:s| has)? happened(?: so far| since)?$/, 'story'],
  [
    /^(?:(?:can|could) (?:i|we) )?(?:get|have|download) (?:this|it|all of this|everything)(?: as (?:a )?(?:pdf|file|document|page))?$/,
    'story',
  ],
  [/^(?:what|which) phase (?:are we in|is this|is it)$/, 'phase'],
  [/^are we ready for (?:the next (?:step|phase|stage)|more)$/, 'phase'],
  [/^undo (?:that|it|this|my last one|the last one)$/, 'undo'],
  [/^(?:oops|woops|whoops|my mistake|that was wrong|take that back)$/, 'undo'],
  [/^what can (?:you|i) (?:do|say|ask|type)$/, 'help'],
  [/^how does (?:this|it) work$/, 'help'],
  [
    /^(?:help me|menu|good (?:morning|afternoon|evening)|morena|hey|hiya|gday|kia ora|tena koe|tena koutou)(?: there| all| everyone| koutou| bot)?$/,
    'help',
  ],
  [
    /^(?:who (?:can|will|gets to) (?:see|read) (?:this|that|it|what i (?:say|write|type))|is (?:this|it|that) (?:private|confidential|safe|secret))$/,
    'privacy',
  ],
  [/^(?:i have|ive got|i got|here is|heres) (?:a|my|the|an)(?: invitation)? code$/, 'join'],
  [/^(?:get out of|get off|quit|leave) (?:this|it|here|(?:this|the|our) (?:network|group))$/, 'leave'],
  [/^take me (?:off|out of) (?:this|it|(?:this|the) (?:list|network|group))$/, 'leave'],
  [/^(?:close|end|finish|wind up) (?:(?:this|the|our) network|this|it)$/, 'close'],
  [/^(?:start|make|create|set up|begin) (?:a|another|a new|the|our) network$/, 'start'],
  [/^(?:change|reword|rewrite) (?:our|the) (?:goal|aim|outcome|shared outcome|purpose)$/, 'reframe'],
  [/^(?:invite|add) (?:someone|somebody|people|others|a person|another agency|a colleague)$/, 'invite'],
  [/^cancel (?:it|that|(?:the|our|my) (?:next )?(?:meeting|hui|catch ?up))$/, 'cancel'],
  [
    /^(?:plan|schedule|book|set up|organise|organize|arrange|have) (?:a|the|our|another) (?:(?:new|next|short|quick) )?(?:meeting|hui|catch ?up)$/,
    'meet',
  ],
]

/** How sentences begin, and the command that takes the rest of the words. */
const openings: readonly (readonly [opening: RegExp, command: string])[] = [
  [
    /^(?:plan|schedule|book|set up|organise|organize|arrange|have|hold) (?:a|an|the|our|another) (?:(?:new|next|short|quick) )?(?:meeting|hui|catch[- ]?up|call)(?: (?:for|on|at)(?= ))? /i,
    'meet',
  ],
  [/^(?:meeting|hui|catch[- ]?up) /i, 'meet'],
  [/^(?:meet up|get together|catch up) /i, 'meet'],
  [
    /^(?:move|push|shift|postpone|reschedule|change) (?:it|this|(?:the|our) (?:next )?(?:meeting|hui|one|catch[- ]?up))(?: back)?(?: (?:to|until|till))? /i,
    'move',
  ],
  [/^(?:postpone|reschedule) /i, 'move'],
  [/^we(?:'ve)? (?:met|had a (?:meeting|hui|catch[- ]?up)) /i, 'met'],
  [/^(?:i|we) (?:have|'ve got|have got) (?=\$|£|€|\d)/i, 'put'],
  [/^(?:offer|contribute|chip in|put in|throw in|lend|donate)(?: with)? /i, 'put'],
  [/^(?:take|pull|get) back /i, 'withdraw'],
  [/^we(?:'ve| have)? (?:learned|learnt)(?: that)? /i, 'lesson'],
  [/^(?:we're|we are|i'm|i am) (?:stuck|blocked|held up) (?:on|by|with|because of) /i, 'blocker'],
  [/^we(?:'ve| have)? (?:bent|broke|broken|worked around) (?:the rules? (?:on|about|for) )?/i, 'bend'],
  // Without an article the word may belong to the name, as in `start Network 1`.
  [/^(?:start|make|create|set up) (?:a new|the new|a|the|new) network (?:called |named |for )?/i, 'start'],
  [/^(?:start|make|create|set up) network (?:called|named|for) /i, 'start'],
  [/^new network (?:called |named |for )?/i, 'start'],
  [/^(?:show|tell|send|give) (?:me|us) (?:the |our |all )?/i, ''],
  [/^(?:make|nominate) (?=\S+ (?:an? |as |to be |our |the ))/i, 'role'],
]

const greeting =
  /^(?:(?:please|hi|hey|hello|kia ora|ok|okay|so|well|um|just|also|morena|good morning|sorry)[\s,!.]+)+(?=\S)/i
const request =
  /^(?:(?:can|could|would|will) you(?: please)?|(?:can|could|may|shall|should) (?:i|we)(?: please)?|i(?:'d| would) like to|(?:i|we) (?:want to|need to|can|could|will|would like to)|(?:i|we)'ll|let'?s|let us) /i
const howTo = /^how (?:do|can|would|should) (?:i|we|you) /i
const ending = /(?:[\s,]+(?:please|thanks|thank you))?[\s?!.]*$/i

/** Returns what somebody would type as a command instead, or `undefined` where the sentence means none. */
export function commandText(typedText: string): string | undefined {
  const sentence = typedText.replace(/[’‘]/g, "'")
  const asked = withoutOpening(sentence, greeting)
  const how = howTo.exec(asked)
  if (how !== null) {
    const rest = asked.slice(how[0].length)
    return `help ${withoutEnding(byTable(rest) ?? rest)}`
  }
  const wanted = withoutOpening(asked, request)
  const found = byTable(asked) ?? byTable(wanted)
  if (found !== undefined) return found
  return wanted === sentence ? undefined : wanted
}

function withoutOpening(sentence: string, opening: RegExp): string {
  const found = opening.exec(sentence.slice(0, longestOpening))
  return sentence.slice(found?.[0].length ?? 0)
}

function byTable(sentence: string): string | undefined {
  if (sentence.length <= longestQuestion) {
    const plain = plainSentence(sentence)
    const question = questions.find(([pattern]) => pattern.test(plain))
    if (question !== undefined) return question[1]
  }
  const head = sentence.slice(0, longestOpening)
  for (const [pattern, command] of openings) {
    const opening = pattern.exec(head)
    if (opening !== null) return `${command} ${withoutEnding(sentence.slice(opening[0].length))}`.trim()
  }
  return undefined
}

/** `What's on the table?` becomes `whats on the table`. */
function plainSentence(sentence: string): string {
  return withoutAccents(sentence)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}$]+/gu, ' ')
    .trim()
    .replace(/ (?:please|thanks)$/, '')
}

/** Takes off a closing “please” and the question mark, which belong to the sentence rather than to its words. */
function withoutEnding(words: string): string {
  const tail = words.slice(-30)
  return words.slice(0, words.length - tail.length) + tail.replace(ending, '')
}
