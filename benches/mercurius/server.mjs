// mercurius with graphql-jit over plain objects: our schema, our data, one process.
// Usage: node server.mjs SCHEMA ANSWER
//
// ANSWER is what our server answered to the query that is measured. It is taken apart into tables with ids for links; the
// resolvers put it together again, page and links by functions, plain fields by the executor's own property access, which
// graphql-jit compiles. So nothing is answered from a text that is there already.

import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";

const [schemaFile, answerFile] = process.argv.slice(2);
const schema = readFileSync(schemaFile, "utf8");
const { tasks: list } = JSON.parse(readFileSync(answerFile, "utf8")).data;

const units = new Map();
const chapters = new Map();
const tasks = list.nodes.map(({ assignments, chapter, ...task }) => {
  chapters.set(chapter.number, chapter);
  return {
    ...task,
    chapter: chapter.number,
    assignments: assignments.map(({ unit, ...assignment }) => {
      units.set(unit.id, unit);
      return { ...assignment, unit: unit.id };
    }),
  };
});

const resolvers = {
  Query: {
    tasks: (_root, { first = 20 }) => ({ nodes: tasks.slice(0, first), totalCount: list.totalCount }),
  },
  Task: {
    chapter: (task) => chapters.get(task.chapter),
    assignments: (task) => task.assignments,
    indicators: (task) => task.indicators,
  },
  Assignment: {
    unit: (assignment) => units.get(assignment.unit),
  },
};

const app = Fastify();
app.register(mercurius, { schema, resolvers, jit: 1 });
const address = await app.listen({ host: "127.0.0.1", port: 0 });
console.log(JSON.stringify({ address: `${address}/` }));
