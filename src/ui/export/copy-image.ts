/** Puts a picture on the clipboard; false where the browser does not allow or know that. */
export async function copyImage(picture: Promise<Blob | undefined>): Promise<boolean> {
  try {
    const png = picture.then((blob) => {
      if (blob === undefined) throw new Error('There is no picture.');
      return blob;
    });
    // Given as a promise, so that what is still drawn keeps the permission of the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return true;
  } catch {
    return false;
  }
}
