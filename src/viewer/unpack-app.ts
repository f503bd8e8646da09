/** The first script of a saved snapshot: unpacks the viewer that travels in the same file and runs it. Its text and that script's are allowed by their hashes. */
import { fromBase64 } from '../lib/base64';
import { unpack } from '../lib/packing';

/** Of the element that holds the packed viewer. */
const APP_ELEMENT = 'seamark-viewer';

const packed = fromBase64(document.getElementById(APP_ELEMENT)?.textContent ?? '');
const script = document.createElement('script');
script.textContent = packed === undefined ? '' : new TextDecoder().decode(unpack(packed));
const refused = () => {
  const said = document.getElementById('root')?.firstElementChild;
  if (said !== null && said !== undefined)
    said.textContent =
      'This file was cut off or changed: the program in it cannot be run. Ask for the file again, or for the .seamark.json.gz.';
};
if (packed === undefined) refused();
else {
  document.addEventListener('securitypolicyviolation', refused, { once: true });
  // The sentence that says what takes its time is painted first.
  requestAnimationFrame(() => setTimeout(() => document.body.append(script), 0));
}
