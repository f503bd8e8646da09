/** Text from outside on one line: no control, formatting or line-breaking character reaches a terminal or a cell. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
