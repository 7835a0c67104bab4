package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// AWS's published test suite of Signature Version 4, cases get-vanilla and post-vanilla.
func TestSignature(t *testing.T) {
	for method, signature := range map[string]string{
		"GET":  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
		"POST": "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
	} {
		call, err := http.NewRequest(method, "https://example.amazonaws.com/", nil)
		if err != nil {
			t.Fatal(err)
		}
		key := credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""}
		sign(call, nil, scope{"us-east-1", "service"}, key, time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC))
		if got := call.Header.Get("Authorization"); !strings.HasSuffix(got, "Signature="+signature) {
			t.Errorf("%s: %s", method, got)
		}
	}
}

const sound = `{"version":"1.0","correlationId":"documents:a","idempotencyKey":"k","payload":{"text":"to be"},` +
	`"deadline":"2026-01-01T00:00:10.000Z","replyTo":{"eventBus":"bus"}}`

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func batch(bodies ...string) []byte {
	records := []map[string]string{}
	for index, body := range bodies {
		records = append(records, map[string]string{"messageId": string(rune('a' + index)), "body": body})
	}
	text, _ := json.Marshal(map[string]any{"Records": records})
	return text
}

func TestEveryMessageHasItsOwnFate(t *testing.T) {
	var published []entry
	refuseTheSecond := func(entries []entry) ([]bool, error) {
		published = entries
		return []bool{true, false, true}, nil
	}
	broken := strings.Replace(sound, `"payload"`, `"load"`, 1)
	late := strings.Replace(sound, "00:00:10", "00:00:00", 1)
	got, err := handle(batch(sound, sound, broken, late, "not JSON"), refuseTheSecond, start)
	if err != nil {
		t.Fatal(err)
	}
	// The fifth is left to the dead-letter queue, the second comes again, the fourth is not waited for any more.
	if want := `{"batchItemFailures":[{"itemIdentifier":"e"},{"itemIdentifier":"b"}]}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(published) != 3 || published[2].DetailType != "Callback Failed" ||
		!strings.Contains(published[2].Detail, `"error":"ContractBroken"`) {
		t.Errorf("published %v", published)
	}
}

func TestNothingIsDeletedWhenNothingIsPublished(t *testing.T) {
	unreachable := func([]entry) ([]bool, error) { return nil, errors.New("unreachable") }
	if _, err := handle(batch(sound), unreachable, start); err == nil {
		t.Error("the batch was answered")
	}
}
