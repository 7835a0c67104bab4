module example/fingerprint-worker

go 1.22
