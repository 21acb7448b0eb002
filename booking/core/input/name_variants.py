"""Letters that stand for one another in names (旧字体, 異体字, 俗字): for comparing only, never to change a name.

The list is meant to grow. A commit that adds to it brings a migration that empties `seekers.names_folded`, so that
the next `madoguchi init` folds the names of everybody anew.
"""

# Each word is a letter and its other forms; all are compared as the first. Forms that NFKC knows are not listed.
_FORMS = """
    高髙 崎﨑嵜碕 辺邊邉 浜濱濵 沢澤 斉斎齊齋齎 広廣 国國 栄榮 真眞 恵惠 徳德 黒黑 桜櫻 竜龍 滝瀧
    島嶋嶌 条條 円圓 吉𠮷 槙槇 柳栁 桑桒 館舘 会會 学學 将將 彦彥 富冨 峰峯 淵渕渊 曽曾
    頼賴 関關 豊豐 鉄鐵鐡 実實 寿壽 弥彌 万萬 穂穗 勲勳 与與 歩步 静靜 聡聰 蔵藏 戸戶
    呉吳 来來 児兒 巌巖 横橫 鴎鷗 薮藪籔 桧檜 遥遙 凛凜 亀龜 応應 岳嶽 壮壯 亘亙 恒恆
    晋晉 暁曉 栃杤 様樣 楽樂 歳歲 気氣 渉涉 清淸 満滿 為爲 瑶瑤 県縣 礼禮 稲稻 籠篭
    経經 絵繪 芸藝 荘莊 薫薰 観觀 誉譽 読讀 転轉 郎郞 郷鄕 録錄 険險 雑雜 青靑 顕顯
    駆驅 鶏鷄 塩鹽 尭堯 尚尙 巣巢 帯帶 徴徵 数數 旧舊 昼晝 権權 渋澁 済濟 湾灣 焼燒
    畳疊 発發 秋穐 粋粹 糸絲 総總 莱萊 蒋蔣 蝉蟬 釜釡 靱靭 頬頰 麹麴 桝枡 野埜 祢禰
    祷禱 弐貳 参參 仏佛 双雙 壱壹 寛寬 対對 専專 属屬 弾彈 従從 悦悅 摂攝 晩晚 松枩
    梅楳 槌鎚 沖冲 浅淺 涼凉 狭狹 瀬瀨 猪豬 砺礪 竃竈 縄繩 脇脅 舎舍 船舩 萌萠 覚覺
    醤醬 鉱鑛 鎮鎭 隠隱 霊靈 頚頸 鯵鰺
"""
FOLDED = {ord(form): word[0] for word in _FORMS.split() for form in word[1:]}
