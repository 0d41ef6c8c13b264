namespace Facilities.Domain.Certificates;

/// <summary>Papers that expire: of assets, and from 11 on licences of people (作业人员证). Numbers are stored.</summary>
public enum CertificateKind
{
    /// <summary>使用登记证: without one a lift isn't registered; it doesn't expire.</summary>
    Registration = 1,

    /// <summary>定期检验 or 检测: until the next one is due.</summary>
    Inspection = 2,

    /// <summary>消防设施年度检测: until the next one is due.</summary>
    FireTest = 3,

    /// <summary>A policy that covers the asset.</summary>
    Insurance = 4,

    /// <summary>特种设备作业人员证, 电梯: works on lifts.</summary>
    ElevatorWork = 11,

    /// <summary>特种设备安全管理人员证: answers for the safety of lifts in use.</summary>
    SafetyManagement = 12,

    /// <summary>消防设施操作员证: operates, maintains and tests fire systems.</summary>
    FireFacility = 13,
}
