using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import;

/// <summary>The layouts that files may have.</summary>
public static class ImportLayouts
{
    /// <summary>Our own layouts first, then the exports of networks and tools.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LayoutCatalogue.All.Select(layout => layout.Name).Distinct()];

    /// <summary>An example file (CSV) of one of our own layouts; null for another name.</summary>
    public static string? Template(string layout) => layout switch
    {
        "metrics" => """
            date,metric,value,dimension
            2026-11-20,followers,1060,
            2026-11-20,followers_gained,12,
            2026-11-20,views,300,
            2026-11-20,reach,5000,days:14
            2026-11-20,audience,400,country:UA
            2026-11-20,audience,150,gender:female|age:25-34

            """,
        "posts" => """
            published_at,post_id,type,topic,paid,url,followers,reach,views,reactions,comments,shares,saves,link_clicks
            2026-11-20T10:00,p1,photo,menu,0,https://example.com/p1,1060,400,600,30,4,3,3,12

            """,
        "messages" => """
            at,conversation,message_id,direction,kind,author,automatic
            2026-11-20T14:30,c1,1,in,message,customer-17,0
            2026-11-20T14:52,c1,2,out,message,Anna,0

            """,
        "ads" => """
            date,campaign,spend,currency,impressions,clicks,new_followers
            2026-11-20,autumn,100.50,UAH,10000,50,10

            """,
        "traffic" => """
            date,source,medium,campaign,channel,sessions,users,engaged_sessions,engaged_seconds,page_views,purchases,signups,call_requests,other_conversions,converting_sessions,revenue,currency
            2026-11-20,instagram,social,autumn,Organic Social,40,35,20,2000,90,2,1,0,0,3,800.00,UAH

            """,
        "conflicts" => """
            conversation,opened_at,resolved_at
            c1,2026-11-20T15:00,2026-11-21T08:00
            c9,2026-11-21T15:00,

            """,
        _ => null,
    };
}
