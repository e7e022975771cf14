/** What stands around every view. */
import { Suspense, useEffect, useRef } from 'react';
import { NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { tellMissing, useMissing } from '../api/partial';
import { useLanguage } from '../i18n';
import { useAddress } from '../lib/address';
import { chooseTheme, useTheme } from '../lib/theme';
import { to } from '../routes';
import { Moon, Sun } from './icons';
import { PlanPicker } from './plan-picker';
import { Loading } from './states';
import { UnknownPlan } from './unknown-plan';

export function Shell() {
  const { language, words, setLanguage } = useLanguage();
  const theme = useTheme();
  const { plan } = useAddress();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const opened = useRef(pathname);
  const missing = useMissing();
  useEffect(() => {
    // A reader of the screen goes on at the new view, not at the link that led there.
    if (opened.current !== pathname) {
      opened.current = pathname;
      main.current?.focus({ preventScroll: true });
      tellMissing(null);
    }
    // On a narrow screen the views stand in a row that scrolls.
    document.querySelector('.views .active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  const views = [
    { address: to.search({ plan }), title: words.navSearch, end: true },
    { address: to.chapters(plan), title: words.navChapters },
    { address: to.targets({ plan }), title: words.navTargets },
    { address: to.units(plan), title: words.navUnits },
    { address: to.cities(plan), title: words.navCities },
    { address: to.network({ plan }), title: words.navNetwork },
    { address: to.matrix(plan), title: words.navMatrix },
    { address: to.progress({ plan }), title: words.navProgress },
    { address: to.review({ plan }), title: words.navReview },
    { address: to.findings({ plan }), title: words.navFindings },
    { address: to.compare({ plan }), title: words.navCompare },
    { address: to.ask({ plan }), title: words.navAsk },
    { address: to.data(plan), title: words.navData },
  ];
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <NavLink className="brand" to={to.search({ plan })} end>
            <img src="/icon.svg" alt="" width="26" height="26" />
            <span className="brand-name">Plangraph</span>
            <span className="brand-title">{words.product}</span>
          </NavLink>
          <nav className="views" aria-label={words.navigation}>
            {views.map(({ address, title, end }) => (
              <NavLink key={title} to={address} end={end ?? false}>
                {title}
              </NavLink>
            ))}
          </nav>
          <div className="bar-tools">
            <PlanPicker />
            <button
              type="button"
              className="tool"
              title={words.switchLanguageLabel}
              lang={language === 'en' ? 'zh-CN' : 'en'}
              onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
            >
              {words.switchLanguage}
            </button>
            <button
              type="button"
              className="tool"
              aria-label={theme === 'dark' ? words.themeLight : words.themeDark}
              onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
            >
              {theme === 'dark' ? <Sun /> : <Moon />}
            </button>
          </div>
        </div>
      </header>
      <main className="content" id="content" ref={main} tabIndex={-1}>
        <UnknownPlan />
        {missing !== null && (
          <p className="plan-notice" role="alert">
            {words.partMissing} {words.errors[missing] ?? words.errorOther(missing)}
          </p>
        )}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </>
  );
}
