import { useWords } from '../i18n';

/** Leads out of the page, and says so; the address is somebody else's. */
export function Attachment({ address }: { address: string }) {
  const words = useWords();
  return (
    <a href={address} target="_blank" rel="noreferrer noopener nofollow">
      {words.attachment} ↗
    </a>
  );
}
