using Facilities.Domain.Access;

namespace Facilities.Operations.Demo;

/// <summary>Who can sign in to the demo.</summary>
public static class DemoAccounts
{
    /// <summary>Every account's.</summary>
    private const string Password = "demo-Facilities-1";

    internal const string District = "云山区";
    internal const string Subdistrict = "浮桥街道";
    internal const string PropertyFirm = "和昌物业";
    internal const string LiftFirm = "恒升电梯";
    internal const string FireFirm = "宏宇消防";
    internal const string Regulator = "云山区住建局";
    internal const string Insurer = "海安保险";

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("crew", Password, Role.Crew, LiftFirm, "周凯", "Zhou Kai"),
        new("crew2", Password, Role.Crew, LiftFirm, "李强", "Li Qiang"),
        new("crewfire", Password, Role.Crew, FireFirm, "赵鹏", "Zhao Peng"),
        new("crewfire2", Password, Role.Crew, FireFirm, "何军", "He Jun"),
        new("crewsite", Password, Role.Crew, PropertyFirm, "刘洋", "Liu Yang"),
        new("dispatcher", Password, Role.Dispatcher, PropertyFirm, "陈敏", "Chen Min"),
        new("firm", Password, Role.Firm, PropertyFirm, "王芳", "Wang Fang"),
        new("liftfirm", Password, Role.Firm, LiftFirm, "马超", "Ma Chao"),
        new("regulator", Password, Role.Regulator, Regulator, "孙涛", "Sun Tao"),
        new("insurer", Password, Role.Insurer, Insurer, "林静", "Lin Jing"),
        new("admin", Password, Role.Admin, null, "管理员", "Administrator"),
        new("firmadmin", Password, Role.FirmAdmin, PropertyFirm, "许静", "Xu Jing"),
    ];
}
