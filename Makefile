run:
	./dev run
test:
	./dev test
check:
	./dev check
.PHONY: run test check
