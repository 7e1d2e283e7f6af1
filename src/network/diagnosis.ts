// Which way of working fits: the lightest one that the work allows.
import { accepted } from './decision.ts'
import type { DiagnosisAnswers, Way } from './facts.ts'
import type { Decide, Evolve } from './room.ts'

export function lightestWay(answers: DiagnosisAnswers): Way {
  if (answers.oneAgencyAlone) {
    if (answers.workAndMoneyShared) return 'cooperate'
    return answers.sameGoal ? 'communicate' : 'coexist'
  }
  if (!answers.workAndMoneyShared) return answers.sameGoal ? 'cooperate' : 'communicate'
  if (answers.somebodyKnows && !answers.affectedTakePart) return 'coordinate'
  return answers.sameGoal ? 'collaborate' : 'coordinate'
}

export const diagnosisEvolve: Evolve<'diagnosed'> = {
  diagnosed: (network, { way }) => ({ ...network, diagnosis: way }),
}

export const diagnosisDecide: Decide<'diagnose'> = {
  diagnose: (_network, { answers }) => accepted({ kind: 'diagnosed', answers, way: lightestWay(answers) }),
}
