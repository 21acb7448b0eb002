"""What the acts of the audit log are called to the offices that read it; every act has its words here."""

from booking.core.texts import _

# Who looked at what; the others changed something.
LOOKS = frozenset(
    {"open_seeker", "see_booking", "search_people", "show_passcode", "take_list", "fail_to_correct_record"}
)


def act_in_words(act: str) -> str:
    """What somebody did; an act of a version that knew others is named as it was written."""
    return _words().get(act, act)


def all_acts() -> tuple[str, ...]:
    """Every act that has words, in their order."""
    return tuple(_words())


def _words() -> dict[str, str]:
    return _of_bookings() | _of_attendance() | _of_people() | _of_accounts() | _of_offices() | _of_staff()


def _of_bookings() -> dict[str, str]:
    return {
        "book": _("予約した"),
        "move": _("日時を変更した"),
        "change_desk": _("別の窓口へ移した"),
        "cancel": _("予約を取り消した"),
        "see_booking": _("当日以外に予約の画面を見た"),
        "show_passcode": _("ミーティングIDとパスコードを表示した"),
        "start_meeting": _("ミーティングを始めた"),
        "enter_meeting": _("ミーティングを手で入力した"),
        "mend_meeting": _("ミーティングの設定を直した"),
        "replace_meeting": _("ミーティングを取りかえた"),
        "retry_meeting": _("ミーティングの発行をもう一度試した"),
        "see_to_captures": _("録画などへの対応を記録した"),
        "write_note": _("職員へのメモを書いた"),
        "remove_note": _("職員へのメモを消した"),
        "name_counsellor": _("相談員を決めた"),
        "mend_claims": _("予約の枠の記録を直した"),
        "note_call": _("電話したことを記録した（変更の一覧）"),
        "take_back_call": _("電話した記録を取り消した（変更の一覧）"),
        "take_over_delivery": _("届かなかった連絡を引き受けた"),
        "resolve_delivery": _("届かなかった連絡を解決した"),
        "put_back_delivery": _("届かなかった連絡を未解決に戻した"),
        "take_todo": _("「すること」の担当を引き受けた"),
        "give_back_todo": _("「すること」の担当を外れた"),
        "take_list": _("氏名の入った一覧を保存した"),
    }


def _of_attendance() -> dict[str, str]:
    return {
        "mark_attendance": _("出欠を記録した"),
        "correct_attendance": _("出欠を訂正した"),
        "note_phone_call": _("相談の時間に電話した"),
        "propose_suspension": _("利用停止が提案された"),
        "withdraw_suspension": _("利用停止の提案が取り下げられた"),
        "suspend": _("利用を停止した"),
        "decline_suspension": _("利用を停止しないと決めた"),
        "lift_suspension": _("利用停止を解いた"),
        "answer_suspension": _("利用停止について事情を連絡した"),
        "read_answers": _("事情の連絡を読んだ"),
        "reply_to_answers": _("事情の連絡に返事をした"),
        "change_absence_rules": _("無断欠席のきまりを変えた"),
    }


def _of_people() -> dict[str, str]:
    return {
        "search_people": _("求職者をさがした"),
        "open_seeker": _("求職者の画面を開いた"),
        "check_identity": _("本人確認を記録した"),
        "register_seeker": _("求職者を登録した"),
        "register_online": _("オンラインで求職登録をした"),
        "change_registration": _("求職登録の内容を変えた"),
        "confirm_registration": _("オンラインの登録を確認した"),
        "correct_record": _("登録の内容を直した"),
        "fail_to_correct_record": _("登録の内容を直そうとした"),
        "import_seeker": _("ファイルから登録した"),
        "take_in_people": _("求職者のファイルを取り込んだ"),
        "drop_people": _("求職者のファイルを取り消した"),
        "change_validity": _("求職登録の有効・無効を変えた"),
        "ask_for_validity": _("求職登録の有効を希望した"),
        "merge_records": _("2つの登録を1つにまとめた"),
        "undo_merge": _("まとめた登録を2つに戻した"),
        "close_my_page": _("マイページを利用不可にした"),
        "reopen_my_page": _("マイページの利用不可を解いた"),
        "let_open_again": _("退会した方が開設できるようにした"),
        "leave": _("マイページを退会した"),
        "erase_person": _("登録の内容が消去された"),
        "end_access": _("ログインなどをすべて終わらせた"),
    }


def _of_accounts() -> dict[str, str]:
    return {
        "open_my_page": _("マイページを開設した"),
        "open_account": _("アカウントを作った"),
        "change_email": _("メールアドレスを変えた"),
        "undo_email": _("メールアドレスを元に戻した"),
        "change_password": _("パスワードを変えた"),
        "reset_password": _("パスワードを決めなおした"),
        "make_passkey": _("パスキーを登録した"),
        "rename_passkey": _("パスキーの名前を変えた"),
        "remove_passkey": _("パスキーを削除した"),
        "refuse_passkey": _("パスキーの使い回しを断った"),
        "link_identity": _("マイナポータルと連携した"),
        "unlink_identity": _("マイナポータルとの連携を解いた"),
        "end_browser": _("ほかの端末のログインを終わらせた"),
        "end_other_browsers": _("ほかの端末のログインをすべて終わらせた"),
        "end_sign_ins": _("ログインを終わらせた"),
        "keep_language": _("ことばをえらんだ"),
        "switch_invitations": _("予定の招待を変えた"),
        "renew_feed": _("カレンダーのアドレスを作りなおした"),
        "end_unread_feed": _("読まれていないカレンダーを止めた"),
        "create_token": _("プログラム用のトークンを作った"),
        "revoke_token": _("プログラム用のトークンを止めた"),
    }


def _of_offices() -> dict[str, str]:
    return {
        "close_day": _("閉庁日にした"),
        "reopen_day": _("閉庁日をやめた"),
        "add_opening": _("臨時開庁を加えた"),
        "remove_opening": _("臨時開庁をやめた"),
        "change_timetable": _("時間割を変えた"),
        "remove_timetable": _("予定していた時間割をやめた"),
        "take_desk_out": _("窓口を外した"),
        "put_desk_in": _("窓口を加えた"),
        "end": _("終わる日を決めた"),
        "revise_office": _("安定所の設定を変えた"),
        "revise_desk": _("窓口の設定を変えた"),
        "add_desk": _("窓口を作った"),
        "revise_procedure": _("手続きの設定を変えた"),
        "remove_rules": _("予定していた手続きのきまりをやめた"),
        "add_procedure": _("手続きを作った"),
        "found_office": _("安定所を作った"),
        "change_terms": _("利用規約の新しい版を書いた"),
        "drop_terms": _("予定していた利用規約をやめた"),
        "put_back": _("前の設定に戻した"),
        "import_office": _("安定所のファイルを取り込んだ"),
        "import_holidays": _("祝日のファイルを取り込んだ"),
        "move_to_desk": _("1日の予約を別の窓口へ移した"),
        "substitute": _("担当を替えた"),
        "note_change": _("変更の内容を確かめた"),
        "undo_change": _("変更を元に戻した"),
        "fill_pool": _("ミーティングをまとめて用意した"),
        "make_desk_feed": _("職員のカレンダーのアドレスを作った"),
        "renew_desk_feed": _("職員のカレンダーのアドレスを作りなおした"),
        "stop_desk_feed": _("職員のカレンダーのアドレスを止めた"),
        "change_feed_names": _("カレンダーに出る名前を変えた"),
        "choose_period": _("保存の期間を変えた"),
        "change_sentences": _("連絡の文を変えた"),
        "back_to_standard": _("連絡の文を標準に戻した"),
    }


def _of_staff() -> dict[str, str]:
    return {
        "create_staff": _("職員を登録した"),
        "invite_staff": _("職員を招待した"),
        "invite_staff_again": _("職員をもう一度招待した"),
        "accept_invitation": _("招待を受けた"),
        "change_role": _("職員の役割を変えた"),
        "disable_staff": _("職員の利用を停止した"),
        "enable_staff": _("職員の利用を再開した"),
        "rescue_staff": _("職員を救済した（コマンド）"),
        "set_up_second_factor": _("認証アプリを登録した"),
        "reset_second_factor": _("認証の登録を取り消した"),
        "use_recovery_code": _("回復コードを使った"),
        "mail_staff_reset": _("パスワードを決めるメールを送った"),
    }
