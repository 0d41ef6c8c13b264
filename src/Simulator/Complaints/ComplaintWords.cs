namespace Facilities.Simulator.Complaints;

/// <summary>
/// What people say about a sub-topic. Of every list each third wording is kept for seeds from <see cref="FirstReported"/> on: rules that were tuned on lower seeds have never seen it.
/// {l} stands for the lift or pump as somebody calls it.
/// </summary>
internal static class ComplaintWords
{
    /// <summary>Seeds below tune, seeds from here on report.</summary>
    public const int FirstReported = 1_000;

    public static IReadOnlyList<ComplaintSubject> All { get; } =
    [
        new("Elevator", "entrapment", "elevator", 3, null,
            ["{l}困人了，家里老人被困在里面半个多小时", "昨晚{l}突然停住，孩子困在电梯里出不来", "又把人闷在{l}里了，打了半天电话才来人救", "{l}运行中停在两层之间，有人被困", "今早我被关在{l}里二十分钟", "{l}卡在半空，妇女抱着婴儿在轿厢里等了四十分钟"]),
        new("Elevator", "door", "elevator", 5, null,
            ["{l}门关不上，反复开关好几次", "{l}关门太快夹人", "{l}的门总是合不拢，开了又关关了又开", "{l}轿门变形，有很大缝隙", "{l}门夹到老人手了", "进{l}时门突然关上撞到肩膀，感应好像失灵"]),
        new("Elevator", "levelling", "elevator", 3, null,
            ["{l}不平层，进出有高低差，容易绊倒", "{l}突然下滑好几层，吓坏了", "{l}到站和地面差一大截，轮椅推不出去", "{l}经常急停，像要坠落一样", "{l}冲顶后停住了", "{l}停的位置不准，门槛比走廊高出十公分"]),
        new("Elevator", "noise", "elevator", 3, null,
            ["{l}运行时异响很大，晃动厉害", "{l}上下咯吱咯吱响，抖动", "{l}顶上机房嗡嗡叫，顶层住户睡不着觉", "{l}噪音扰民，曳引机声音大", "{l}晃得厉害，不敢坐", "坐{l}听到钢丝摩擦声，很吓人"]),
        new("Elevator", "stopped", "elevator", 8, null,
            ["{l}坏了三天没人修", "{l}停运一周，老人天天爬楼", "{l}趴窝好多天，高层住户上下不便", "{l}三天两头出故障，老是坏", "{l}停用，物业说没钱修", "{l}又罢工了，二十多层只能走上去"]),
        new("Elevator", "intercom", "elevator", 1, null,
            ["{l}里报警按钮没反应，五方通话打不通", "{l}对讲坏了", "{l}里按铃没人接听", "{l}紧急呼叫按钮失灵"]),
        new("Water", "none", "booster-pump", 4, null,
            ["家里又停水了，没通知", "从早上开始没水，做饭都不行", "水龙头一滴都放不出来", "整栋楼断水一天", "高层没有水，低层正常", "全楼从昨夜起干涸无法洗漱"]),
        new("Water", "pressure", "booster-pump", 4, null,
            ["水压太低，热水器打不着火", "晚上水流小得像细流", "洗澡时水细得跟线一样", "水压时大时小", "高楼层水太小没法洗澡", "用水高峰花洒几乎不出"]),
        new("Water", "quality", "booster-pump", 2, null,
            ["自来水发黄浑浊，不敢喝", "水里有异物，水质差", "烧开后一层白沫还有股怪味的自来水", "水箱清洗不及时，水有异味", "水发白漂白粉味重", "接出来的水带锈色沉淀"]),
        new("Water", "leak", "booster-pump", 2, null,
            ["地下管道爆管，水跑了一夜", "水管漏水没人修", "管道井哗哗往外冒水", "水箱溢流，水浪费严重", "水管破裂，路上都是水", "楼栋入户总管喷水"]),
        new("Water", "pump", "booster-pump", 1, null,
            ["泵房水泵噪音大，夜里睡不着", "增压泵嗡嗡响", "地下二次加压设备震动传到卧室", "水泵声音太大"]),
        new("Fire", "hydrant", "fire-pump", 2, null,
            ["消火栓里没有水带，也没有水", "消防栓打不开，没有水压", "室内栓箱空空的，阀门锈死", "喷淋管没水", "消防泵长期手动状态", "消防箱被封死里面没东西"]),
        new("Fire", "alarm", "fire-alarm", 1, null,
            ["烟感报警器老是误报", "消控室没人值班", "半夜警铃无故大作查不到原因", "火灾报警主机长期故障", "消防报警响了没人管"]),
        new("Fire", "emergency-light", "emergency-light", 2, null,
            ["楼梯间应急灯全不亮", "应急照明坏了，停电时一片黑", "绿色出口标识长期熄灭", "疏散指示灯都是坏的", "安全出口灯不亮"]),
        new("Fire", "extinguisher", "extinguisher", 2, null,
            ["楼道灭火器过期了", "灭火器被偷了", "红色瓶子压力表指针到红区没人换的灭火设备", "灭火器箱是空的"]),
        new("Lighting", "dark", "lighting-circuit", 3, "road",
            ["小区路灯不亮，晚上漆黑一片", "主路路灯坏了好几盏", "夜里院内道路伸手不见五指", "路灯不亮老人摔倒", "庭院灯都不亮"]),
        new("Lighting", "dark", "lighting-circuit", 3, "stair",
            ["楼道灯坏了，摸黑上楼", "声控灯不亮", "楼梯上黑乎乎的好久没人换灯", "楼道灯不亮老人容易摔", "感应灯没反应，楼道太黑"]),
        new("Lighting", "dark", "lighting-circuit", 2, "garage",
            ["地下车库灯不亮，太暗", "车库照明坏了一半", "负一层停车看不清线", "车库灯管坏了没人换"]),
        new("Lighting", "day", "lighting-circuit", 1, "road",
            ["路灯白天也亮着，浪费电", "路灯大白天亮着没人关", "大中午院里灯全开着"]),
        new("Lighting", "leakage", "lighting-circuit", 1, "road",
            ["路灯灯杆漏电，有人被电麻", "路灯配电箱敞开电线裸露", "摸到灯柱手发麻"]),
        new("FireLane", "lane", "fire-lane", 4, "lane",
            ["私家车占用消防通道没人管", "消防车通道被堵死", "救援车辆根本开不进来，到处停满", "消防通道停满车", "消防登高场地被占", "大门口应急通道画了黄线还停车"]),
        new("FireLane", "stairwell", "fire-lane", 4, "stairwell",
            ["楼道堆放杂物，影响疏散", "邻居在楼道里放鞋柜", "走廊全是纸箱旧家具下不去脚", "楼梯间堆满杂物", "防火门被锁，逃生通道堵塞", "公共过道成了私人仓库"]),
        new("FireLane", "charging", "fire-lane", 3, "stairwell",
            ["有人从楼上飞线给电动车充电", "电动车上楼充电很危险", "窗口拉插排下来给两轮车充", "楼道里给电瓶车充电", "电瓶车推进楼道充电"]),
        new("Structure", "roof", "structure", 3, "roof",
            ["楼顶漏水，一下雨家里就渗水", "屋面防水坏了，顶层漏雨", "顶楼卧室天花发霉往下滴答", "屋顶漏水多年没修", "房顶渗漏严重"]),
        new("Structure", "wall", "structure", 3, "wall",
            ["外墙瓷砖脱落差点砸到人", "外墙墙皮掉落", "楼体表面一块块往下掉", "外墙保温层开裂", "墙体开裂，外墙渗水"]),
        new("Structure", "road", "structure", 2, "road",
            ["小区路面坑洼，积水严重", "道路塌陷没人修", "院里地砖翘起绊倒孩子", "路面井盖松动", "路面凹凸不平"]),
        new("Other", "other", null, 10, null,
            ["物业费收取不合理，要求公开账目", "停车费乱涨价", "保安态度恶劣", "广场舞噪音扰民", "楼上装修太早太吵", "垃圾桶好几天没清运，异味大", "绿化带被毁种菜", "暖气不热，供暖温度不达标", "邻居遛狗不拴绳", "业委会选聘程序有问题", "顶楼违章搭建没人管", "下水道堵塞污水外溢", "高空抛物没人管", "快递柜占地方", "门禁坏了随便进", "要求开发票，物业不给", "夜里商铺油烟大", "道闸坏了进出排队"]),
    ];
}
