/** The language of the page: chosen once, kept by the browser. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language as ApiLanguage } from '../api/generated/graphql';
import { en } from './en';
import { markChinese } from './mark-chinese';
import { type Words, zh } from './zh';

export type Language = 'zh' | 'en';

interface Spoken {
  language: Language;
  words: Words;
  setLanguage: (language: Language) => void;
}

const KEPT = 'plangraph-language';

const Context = createContext<Spoken>({ language: 'zh', words: zh, setLanguage: () => {} });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh',
  );
  useEffect(() => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
    return language === 'en' ? markChinese(document.body) : undefined;
  }, [language]);
  const spoken = useMemo(() => ({ language, words: language === 'en' ? en : zh, setLanguage }), [language]);
  return <Context.Provider value={spoken}>{children}</Context.Provider>;
}

export function useLanguage(): Spoken {
  return useContext(Context);
}

export function useWords(): Words {
  return useContext(Context).words;
}

/** The language as the API spells it. */
export function useApiLanguage(): ApiLanguage {
  return useContext(Context).language === 'en' ? 'EN' : 'ZH';
}

/** Words that only one view needs: they stand beside it and are loaded with it. */
export function useOwnWords<Own>(own: { zh: Own; en: Own }): Own {
  return own[useContext(Context).language];
}
