import { readFileSync } from 'node:fs';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { origin } from './api.js';

const agentOperations = gql(readFileSync(new URL('../../../schema/operations/agent.graphql', import.meta.url), 'utf8'));

/** An Apollo Client as an application sets it up: its cache, HTTP for questions, graphql-ws for subscriptions. */
export function openApollo(token) {
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const socket = createClient({
    url: `${origin.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: authorization,
  });
  const http = new HttpLink({ uri: `${origin}/graphql`, headers: authorization });
  const isSubscription = ({ query }) => getMainDefinition(query).operation === 'subscription';
  const client = new ApolloClient({
    link: ApolloLink.split(isSubscription, new GraphQLWsLink(socket), http),
    // Our answers are known by their key.
    cache: new InMemoryCache({ typePolicies: { Answer: { keyFields: ['key'] } } }),
  });
  return {
    client,
    /** Sends an operation past the cache, and fails on its errors. */
    send: async (document, variables) => {
      const query = typeof document === 'string' ? gql(document) : document;
      const isMutation = getMainDefinition(query).operation === 'mutation';
      const { data } = isMutation
        ? await client.mutate({ mutation: query, variables, fetchPolicy: 'no-cache' })
        : await client.query({ query, variables, fetchPolicy: 'no-cache' });
      return data;
    },
    close: async () => {
      client.stop();
      await socket.dispose();
    },
  };
}

/** One of the operations of the agents' desk, as the product itself sends it. */
export function agentOperation(name) {
  return {
    ...agentOperations,
    definitions: agentOperations.definitions.filter(
      (definition) => definition.kind === 'FragmentDefinition' || definition.name.value === name,
    ),
  };
}
