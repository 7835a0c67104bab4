// A worker on Lambda without any library: it takes requests from its queue and publishes results to EventBridge.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"time"
)

const source = "fingerprints"

func main() {
	log.SetFlags(0)
	bus := eventBridge{client: &http.Client{Timeout: 10 * time.Second}, now: time.Now}
	serve(os.Getenv("AWS_LAMBDA_RUNTIME_API"), func(event []byte) ([]byte, error) {
		return handle(event, bus.publish, time.Now())
	})
}

type sqsEvent struct {
	Records []struct {
		MessageID string `json:"messageId"`
		Body      string `json:"body"`
	} `json:"Records"`
}

type itemFailure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

type batchResponse struct {
	Failures []itemFailure `json:"batchItemFailures"`
}

// handle answers every request of a batch with one call. A message that is named in batchItemFailures stays on the
// queue and comes again: only what EventBridge has taken is deleted.
func handle(event []byte, publish func([]entry) ([]bool, error), now time.Time) ([]byte, error) {
	var batch sqsEvent
	if err := json.Unmarshal(event, &batch); err != nil {
		return nil, err
	}
	response := batchResponse{Failures: []itemFailure{}}
	fail := func(messageID string) {
		response.Failures = append(response.Failures, itemFailure{messageID})
	}
	var entries []entry
	var messageIDs []string
	for _, record := range batch.Records {
		result, err := answer(record.Body, now)
		if errors.Is(err, errUnreadable) {
			log.Printf("left to the dead-letter queue: %v", err)
			fail(record.MessageID)
		} else if result != nil {
			entries = append(entries, *result)
			messageIDs = append(messageIDs, record.MessageID)
		}
	}
	if len(entries) > 0 {
		taken, err := publish(entries)
		if err != nil {
			return nil, err
		}
		for index, isTaken := range taken {
			if !isTaken {
				fail(messageIDs[index])
			}
		}
	}
	return json.Marshal(response)
}

// answer gives the event to publish; none for a request that is not waited for any more.
func answer(body string, now time.Time) (*entry, error) {
	request, err := readRequest(body, os.Getenv("EVENT_BUS_NAME"))
	var refused *refusedRequest
	if errors.As(err, &refused) {
		return failed(refused.request, refused.code, refused.cause), nil
	}
	if err != nil {
		return nil, err
	}
	if !now.Before(request.deadline) {
		log.Printf("%s is past its deadline, not worked on", request.CorrelationID)
		return nil, nil
	}
	var payload struct {
		Text *string `json:"text"`
	}
	if err := json.Unmarshal(request.Payload, &payload); err != nil || payload.Text == nil {
		return failed(request, "NoText", "the payload has no text"), nil
	}
	sum := sha256.Sum256([]byte(*payload.Text))
	return succeeded(request, map[string]string{"sha256": hex.EncodeToString(sum[:])}), nil
}
