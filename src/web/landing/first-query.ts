/** The question that the README asks first, and with which the query page opens. */
export const firstQuery = `# A question as a customer types it.
# Every channel asks this.
query FirstQuestion {
  ask(question: "How long does a new card take to arrive?", channel: "webchat", locale: "en") {
    ... on Answered {
      confidence
      snapshotSequence
      answer {
        key
        version {
          number
          changeNote
        }
      }
      rendition {
        text
        facts {
          key
          value {
            text
            validFrom
          }
        }
        receipt {
          code
        }
      }
    }
    ... on Choices {
      choices {
        question
      }
    }
    ... on NoAnswer {
      reason
    }
  }
}
`;
