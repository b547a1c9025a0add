"""The program as data: agencies, law, rules, clocks, words and leaflets of one site."""
