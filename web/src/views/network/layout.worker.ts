/** Finds the places beside the page, so that nothing waits for them. */
import { type Laid, places } from './layout';

self.onmessage = ({ data }: MessageEvent<Laid>) => {
  self.postMessage(places(data));
};
