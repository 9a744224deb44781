/** Pixels of one rem on a wall: 16 at 1920 by 1080 and in proportion above, never less than what one has set. */
export function rootPixels(width: number, height: number, textSize: number): number {
  return Math.round(Math.max(16, Math.min(width / 120, height / 67.5)) * (textSize / 100) * 10) / 10;
}
