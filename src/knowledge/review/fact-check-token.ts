import { jwtVerify, SignJWT } from 'jose';

/** Signs the way to one fact check. The key is for this purpose alone, so no other token of the service opens a draft. */
export function signFactCheck(key: Uint8Array, id: number, expiresAt: Date): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(id))
    .setExpirationTime(expiresAt)
    .sign(key);
}

/** The fact check that a token leads to; null when it is forged or has expired. */
export async function readFactCheckToken(key: Uint8Array, token: string, now: Date): Promise<number | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    });
    return Number(payload.sub);
  } catch {
    return null;
  }
}
