namespace Facilities.Domain.Complaints;

/// <summary>Why a place was believed, or doubted. Numbers are stored; pages word each.</summary>
[Flags]
public enum MatchReasons
{
    None = 0,

    /// <summary>The community's whole name stands there.</summary>
    Name = 1 << 0,

    /// <summary>Its name without 小区, 花园, ….</summary>
    ShortName = 1 << 1,

    /// <summary>A name that a person confirmed for it.</summary>
    Alias = 1 << 2,

    /// <summary>Its road and number.</summary>
    Address = 1 << 3,

    /// <summary>Its name with characters that sound or look alike.</summary>
    Sound = 1 << 4,

    /// <summary>Its name with one or two characters wrong, missing or too many.</summary>
    Spelling = 1 << 5,

    /// <summary>The registration number of a lift.</summary>
    Registration = 1 << 6,

    /// <summary>Several communities fit; the one with the building, the road or the earlier mention was taken.</summary>
    Several = 1 << 7,

    /// <summary>Beside, opposite or behind it was said.</summary>
    Beside = 1 << 8,

    /// <summary>The building's number.</summary>
    Building = 1 << 9,

    /// <summary>The community has no building of that number.</summary>
    BuildingUnknown = 1 << 10,

    /// <summary>No building was told.</summary>
    BuildingUntold = 1 << 11,

    /// <summary>The only equipment there that can be meant.</summary>
    OnlyOne = 1 << 12,

    /// <summary>Its unit (单元).</summary>
    Unit = 1 << 13,

    /// <summary>Its own number.</summary>
    Number = 1 << 14,

    /// <summary>The part it serves (车库, 楼道, 路面).</summary>
    Part = 1 << 15,

    /// <summary>Several pieces of equipment fit and nothing tells which.</summary>
    AssetAmbiguous = 1 << 16,

    /// <summary>A person said so.</summary>
    ByHand = 1 << 17,
}
