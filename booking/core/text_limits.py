"""How many characters the texts may have that people write into forms, the API and commands."""

LONGEST_TOPIC = 1000
LONGEST_NOTE = 300  # for colleagues; it stands on the sheet of the day
LONGEST_ANSWER = 1000  # to a suspension
LONGEST_REASON = 200  # it goes into messages; a story is told on the phone
LONGEST_CLOSING_REASON = 100  # it stands in every calendar
LONGEST_NAME = 100  # of a person or a token
LONGEST_ADDRESS = 200  # where somebody lives
LONGEST_SEARCH = 100
LONGEST_MAIL_ADDRESS = 100  # as on my-page: 半角英数字100文字以内 (omura guide, my-page opening)
