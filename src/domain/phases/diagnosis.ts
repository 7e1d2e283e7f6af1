// The diagnosis: it recommends the lightest way of working that the work allows.

import type { DiagnosisAnswers, Way } from '../core/terms.ts'
import { accepted, noChange } from '../decision.ts'
import type { Decide, Evolve } from '../module.ts'

const questions = [
  'oneAgencyAlone',
  'somebodyKnows',
  'workAndMoneyShared',
  'sameGoal',
  'affectedTakePart',
] as const satisfies readonly (keyof DiagnosisAnswers)[]

/** Nobody knows what to do, and those affected must take part: what the research calls a wicked issue. */
export function isWicked({ somebodyKnows, affectedTakePart }: DiagnosisAnswers): boolean {
  return !somebodyKnows && affectedTakePart
}

export function lightestWay(answers: DiagnosisAnswers): Way {
  const { oneAgencyAlone, somebodyKnows, workAndMoneyShared, sameGoal, affectedTakePart } = answers
  if (isWicked(answers)) return 'collaborate'
  if (oneAgencyAlone) {
    if (workAndMoneyShared) return 'cooperate'
    return sameGoal ? 'communicate' : 'coexist'
  }
  if (!workAndMoneyShared) return sameGoal ? 'cooperate' : 'communicate'
  if (!sameGoal) return 'coordinate'
  return somebodyKnows && !affectedTakePart ? 'coordinate' : 'collaborate'
}

/** The questions that decided the way: if any one of them were answered otherwise, another way would fit. */
export function decidingAnswers(answers: DiagnosisAnswers): readonly (keyof DiagnosisAnswers)[] {
  if (isWicked(answers)) return ['somebodyKnows', 'affectedTakePart']
  const way = lightestWay(answers)
  return questions.filter((question) => lightestWay({ ...answers, [question]: !answers[question] }) !== way)
}

export const diagnosisEvolve: Evolve<'diagnosed'> = {
  diagnosed: (network, { way, answers }) => ({ ...network, diagnosis: way, answers }),
}

export const diagnosisDecide: Decide<'diagnose'> = {
  diagnose({ answers: last }, { answers }) {
    if (last !== undefined && questions.every((question) => last[question] === answers[question]))
      return noChange
    return accepted({ kind: 'diagnosed', answers, way: lightestWay(answers) })
  },
}
