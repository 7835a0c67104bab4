package main

import "encoding/json"

// entry is one of PutEvents'.
type entry struct {
	EventBusName string
	Source       string
	DetailType   string
	Detail       string
}

func succeeded(answered request, output any) *entry {
	return result(answered, "Callback Succeeded", map[string]any{"output": output})
}

func failed(answered request, code, cause string) *entry {
	return result(answered, "Callback Failed", map[string]any{"error": code, "cause": cause})
}

func result(answered request, detailType string, detail map[string]any) *entry {
	detail["version"] = "1.0"
	detail["correlationId"] = answered.CorrelationID
	text, err := json.Marshal(detail)
	if err != nil {
		panic(err) // What this worker answers with is always JSON.
	}
	return &entry{answered.ReplyTo.EventBus, source, detailType, string(text)}
}
