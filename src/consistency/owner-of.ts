import type { Snapshot } from '../knowledge/index.js';

/** The team that writes under an answer's topic; null when the answer is gone. */
export function ownerOf(snapshot: Snapshot, answerKey: string): string | null {
  const answer = snapshot.answers.get(answerKey);
  return answer ? (snapshot.topics.get(answer.topicKey)?.ownerTeam ?? answer.ownerTeam) : null;
}
