namespace Facilities.Domain.Organisations;

/// <summary>Numbers are stored; add at the end only.</summary>
public enum OrganisationKind
{
    /// <summary>区.</summary>
    District = 1,

    /// <summary>街道.</summary>
    Subdistrict = 2,

    /// <summary>物业企业.</summary>
    PropertyFirm = 3,

    /// <summary>维保单位.</summary>
    MaintenanceFirm = 4,

    /// <summary>主管部门, 市监, 消防.</summary>
    Regulator = 5,

    /// <summary>保险公司.</summary>
    Insurer = 6,

    /// <summary>业委会.</summary>
    OwnersCommittee = 7,
}
