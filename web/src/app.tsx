import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ComponentType, lazy } from 'react';
import { createBrowserRouter } from 'react-router';
// That of the DOM: it heeds flushSync, so that what is typed is in the address before a click leads elsewhere.
import { RouterProvider } from 'react-router/dom';
import { queryClient } from './api/hooks';
import { Crash } from './components/crash';
import { Shell } from './components/shell';
import { NotFound } from './components/states';
import { LanguageProvider, useLanguage } from './i18n';
import { SearchView } from './views/search/search-view';

/** The styles are static (scripts/antd-css.mjs): nothing is hashed, nothing made at run time. */
const THEME = { hashed: false, zeroRuntime: true, cssVar: { key: 'app' } };

/** A view that is loaded when it is opened. */
function later(load: () => Promise<ComponentType>) {
  const View = lazy(async () => ({ default: await load() }));
  return <View />;
}

const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Crash />,
    children: [
      { path: '/', element: <SearchView /> },
      { path: '/tasks/:id', element: later(async () => (await import('./views/task/task-view')).TaskView) },
      { path: '/units', element: later(async () => (await import('./views/unit/units-view')).UnitsView) },
      { path: '/units/:id', element: later(async () => (await import('./views/unit/unit-view')).UnitView) },
      { path: '/cities', element: later(async () => (await import('./views/city/cities-view')).CitiesView) },
      {
        path: '/cities/:code',
        element: later(async () => (await import('./views/city/city-view')).CityView),
      },
      {
        path: '/chapters',
        element: later(async () => (await import('./views/chapters/chapters-view')).ChaptersView),
      },
      {
        path: '/targets',
        element: later(async () => (await import('./views/targets/targets-view')).TargetsView),
      },
      {
        path: '/network',
        element: later(async () => (await import('./views/network/network-view')).NetworkView),
      },
      {
        path: '/matrix',
        element: later(async () => (await import('./views/matrix/matrix-view')).MatrixView),
      },
      {
        path: '/progress',
        element: later(async () => (await import('./views/progress/progress-view')).ProgressView),
      },
      {
        path: '/review',
        element: later(async () => (await import('./views/review/review-view')).ReviewView),
      },
      {
        path: '/findings',
        element: later(async () => (await import('./views/findings/findings-view')).FindingsView),
      },
      {
        path: '/compare',
        element: later(async () => (await import('./views/compare/compare-view')).CompareView),
      },
      { path: '/ask', element: later(async () => (await import('./views/ask/ask-view')).AskView) },
      { path: '/data', element: later(async () => (await import('./views/data/data-view')).PlansView) },
      { path: '*', element: <NotFound /> },
    ],
  },
]);

function Page() {
  const { language } = useLanguage();
  return (
    <ConfigProvider
      theme={THEME}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      prefixCls="ant"
    >
      <RouterProvider router={router} />
    </ConfigProvider>
  );
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <Page />
      </LanguageProvider>
    </QueryClientProvider>
  );
}
