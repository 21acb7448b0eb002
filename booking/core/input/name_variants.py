"""Letters that stand for one another in names (旧字体, 異体字, 俗字): for comparing only, never to change a name.

The list is meant to grow. A commit that adds to it brings a migration that empties `seekers.search_keys`, so that the
next `madoguchi init` makes everybody ready for the search anew.
"""

# Each word is a letter and its other forms; all are compared as the first. Forms that NFKC knows are not listed.
_IN_NAMES = """
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
    醤醬 鉱鑛 鎮鎭 隠隱 霊靈 頚頸 鯵鰺 橋𣘺 土圡 喜㐂 昇曻 昂昻 鶴靏靍 村邨 園薗 柏栢 穣穰
    芦蘆 壺壷 兎兔 卯夘 熙煕凞 虎乕 諫諌 儘侭 仙僊 皐皋 世丗 蓑簑
"""

# What else the table of letters in common use (常用漢字表, 内閣告示第2号 of 2010) gives in brackets: the forms of the
# Kangxi dictionary in which a family may go on writing its name.
_IN_COMMON_USE = """
    乗乘 乱亂 亜亞 併倂 仮假 伝傳 偽僞 価價 倹儉 両兩 剰剩 剣劍 剤劑 労勞 励勵 勧勸 区區 巻卷 即卽 単單 厳嚴 嘱囑
    圏圈 囲圍 図圖 団團 増增 堕墮 圧壓 塁壘 壊壞 壌壤 奥奧 奨奬 嬢孃 寝寢 写寫 宝寶 届屆 峡峽 廃廢 庁廳 径徑 悪惡
    悩惱 慎愼 惨慘 懐懷 恋戀 戦戰 戯戲 戻戾 払拂 抜拔 拝拜 挟挾 挿插 掲揭 揺搖 捜搜 択擇 撃擊 担擔 拠據 挙擧 拡擴
    収收 効效 叙敍 勅敕 断斷 暦曆 桟棧 概槪 楼樓 枢樞 検檢 欧歐 歓歡 歴歷 帰歸 残殘 殻殼 殴毆 毎每 涙淚 浄淨 渇渴
    渓溪 温溫 滞滯 潜潛 湿濕 灯燈 営營 炉爐 争爭 犠犧 状狀 独獨 猟獵 獣獸 献獻 瓶甁 画畫 当當 痩瘦 痴癡 盗盜 尽盡
    研硏 砕碎 秘祕 禅禪 称稱 穏穩 窃竊 並竝 緑綠 緒緖 縁緣 縦縱 継繼 続續 繊纖 欠缺 缶罐 声聲 聴聽 粛肅 脳腦 胆膽
    臓臟 台臺 艶艷 茎莖 薬藥 処處 虚虛 号號 蛍螢 虫蟲 蚕蠶 蛮蠻 衛衞 装裝 褒襃 覧覽 触觸 謡謠 証證 訳譯 変變 譲讓
    予豫 売賣 賛贊 践踐 軽輕 辞辭 逓遞 遅遲 酔醉 医醫 醸釀 釈釋 銭錢 錬鍊 鋳鑄 陥陷 随隨 覇霸 翻飜 余餘 騒騷 験驗
    駅驛 髄髓 体體 髪髮 闘鬭 麦麥 麺麵 黄黃 黙默 点點 党黨 歯齒 齢齡
"""
FOLDED = {ord(form): word[0] for word in (_IN_NAMES + _IN_COMMON_USE).split() for form in word[1:]}
