// Which way of working fits: the lightest one that the work allows.

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

export function lightestWay(answers: DiagnosisAnswers): Way {
  if (answers.oneAgencyAlone) {
    if (answers.workAndMoneyShared) return 'cooperate'
    return answers.sameGoal ? 'communicate' : 'coexist'
  }
  if (!answers.workAndMoneyShared) return answers.sameGoal ? 'cooperate' : 'communicate'
  if (answers.somebodyKnows && !answers.affectedTakePart) return 'coordinate'
  return answers.sameGoal ? 'collaborate' : 'coordinate'
}

/** The answers that decided: with any of them the other way round, another way would fit. */
export function decidingAnswers(answers: DiagnosisAnswers): readonly (keyof DiagnosisAnswers)[] {
  const way = lightestWay(answers)
  return questions.filter((question) => lightestWay({ ...answers, [question]: !answers[question] }) !== way)
}

export const diagnosisEvolve: Evolve<'diagnosed'> = {
  diagnosed: (network, { way, answers }) => ({ ...network, diagnosis: way, answers }),
}

export const diagnosisDecide: Decide<'diagnose'> = {
  diagnose: ({ answers: last }, { answers }) =>
    last !== undefined && questions.every((question) => last[question] === answers[question])
      ? noChange
      : accepted({ kind: 'diagnosed', answers, way: lightestWay(answers) }),
}
