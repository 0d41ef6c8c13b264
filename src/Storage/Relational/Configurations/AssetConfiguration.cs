using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class AssetConfiguration
    : IEntityTypeConfiguration<Community>, IEntityTypeConfiguration<Building>, IEntityTypeConfiguration<Asset>, IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.Ignore(site => site.Place);
        builder.ToTable("communities");
        builder.Property(community => community.SiteCode).HasMaxLength(Codes.MaximumLength);
        builder.Property(community => community.Name).HasMaxLength(200);
        builder.Property(community => community.NameEn).HasMaxLength(200);
        builder.Property(community => community.Address).HasMaxLength(500);
        builder.Property(community => community.TimeZoneId).HasMaxLength(64);
        builder.Property(community => community.WorkingHours).HasMaxLength(200).HasConversion(hours => hours.ToString(), text => WorkingHours.Parse(text));
        builder.HasIndex(community => community.SiteCode).IsUnique();
        builder.HasIndex(community => community.PropertyFirmId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(community => community.DistrictId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(community => community.SubdistrictId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(community => community.PropertyFirmId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(community => community.OwnersCommitteeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Building> builder)
    {
        builder.ToTable("buildings");
        builder.Property(building => building.Name).HasMaxLength(200);
        builder.Property(building => building.NameEn).HasMaxLength(200);
        builder.HasOne<Community>().WithMany().HasForeignKey(building => building.CommunityId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("assets");
        builder.Property(asset => asset.TypeKey).HasMaxLength(64);
        builder.Property(asset => asset.Code).HasMaxLength(Codes.MaximumLength);
        builder.Property(asset => asset.Name).HasMaxLength(200);
        builder.Property(asset => asset.NameEn).HasMaxLength(200);
        builder.Property(asset => asset.Attributes).AsJson();
        builder.Ignore(asset => asset.RatedPersons);
        builder.Ignore(asset => asset.GatewayCode);
        builder.HasIndex(asset => new { asset.CommunityId, asset.Code }).IsUnique();
        builder.HasIndex(asset => asset.TypeKey);
        builder.HasOne<Community>().WithMany().HasForeignKey(asset => asset.CommunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Building>().WithMany().HasForeignKey(asset => asset.BuildingId).OnDelete(DeleteBehavior.Restrict);
        builder.OwnsMany(asset => asset.ThresholdOverrides, threshold =>
        {
            threshold.ToTable("asset_thresholds");
            threshold.WithOwner().HasForeignKey(item => item.AssetId);
            threshold.HasKey(item => item.Id);
            threshold.Property(item => item.Id).ValueGeneratedOnAdd();
            threshold.Property(item => item.RuleKey).HasMaxLength(100);
            threshold.Property(item => item.Parameter).HasMaxLength(64);
            threshold.Property(item => item.Note).HasMaxLength(500);
            threshold.HasIndex(item => new { item.AssetId, item.RuleKey, item.Parameter }).IsUnique();
        });
    }

    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.Property(day => day.Name).HasMaxLength(100);
        builder.HasIndex(day => new { day.CommunityId, day.Date }).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(day => day.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
