namespace Facilities.Domain.Grades;

/// <summary>What makes a community red whatever its score. Numbers are stored.</summary>
public enum GradeVetoKind
{
    /// <summary>An elevator in service whose periodic inspection is past its last day.</summary>
    ExpiredInspection = 1,

    /// <summary>A fire pump out of AUTO for more than <see cref="GradeScore.PumpPatience"/>.</summary>
    FirePumpNotAutomatic = 2,

    /// <summary>A blocked fire lane past its deadline.</summary>
    FireLaneBlocked = 3,

    /// <summary>A P1 more than <see cref="GradeScore.TopPatience"/> past a deadline.</summary>
    TopFaultOverdue = 4,

    /// <summary>A record of work that an inspector or an authority found to be false.</summary>
    FalseRecord = 5,
}
