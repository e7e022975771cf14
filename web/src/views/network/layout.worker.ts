/** Finds the places beside the page, so that nothing waits for them. */
import { type LayoutInput, places } from './layout';

self.onmessage = ({ data }: MessageEvent<LayoutInput>) => {
  self.postMessage(places(data));
};
